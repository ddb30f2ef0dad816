"""Published scores on their way in and out: lists, strange workbooks, the form, and their rules."""
