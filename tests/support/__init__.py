"""What tests share: worlds with a hand-set clock, servers, browsers, and builders of rows."""
