"""The public list: published lots as anybody finds them."""
