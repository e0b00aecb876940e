"""Pages of the payment service on which one request is paid: a row first, then the call."""
