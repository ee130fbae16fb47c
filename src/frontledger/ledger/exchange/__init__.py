"""Other people's tables: workbooks and CSV files read under limits, and made into ledgers."""
