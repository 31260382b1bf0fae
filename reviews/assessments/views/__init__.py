"""Pages of assessments: the sheet on which one is written, and what the group reads."""
