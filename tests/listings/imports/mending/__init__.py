"""Tests of mending refused rows."""
