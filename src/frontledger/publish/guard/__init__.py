"""What keeps a headline from moving unnoticed: `limits` says how far it may, `holding` holds back what moved more."""
