"""Career frameworks in other forms than the framework file: read to one outline, written from one. No database."""
