"""Forecasts of launches: plain candidates, each scored on the forecasts it would have made in the past."""
