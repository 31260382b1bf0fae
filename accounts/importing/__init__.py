"""Importing people from a CSV or XLSX file: sheet, workbook (bytes to a table), rows (cells to values), plan, applying.

Reading and planning are pure: they take bytes and a snapshot of the company and know no request. `company` takes
the snapshot in a fixed number of queries; `applying` writes a plan, all or nothing.
"""
