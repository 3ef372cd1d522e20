"""Numbers, dates, quantities and spelling: what plans and questions share."""
