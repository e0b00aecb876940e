"""The watch over money: courts are told where ledger and gateway differ for more than a day."""
