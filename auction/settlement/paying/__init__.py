"""The payer's page of one request: how to pay, what arrived, what is missing, what went back."""
