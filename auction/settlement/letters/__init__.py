"""Letters about money: what somebody is asked, reminded of, thanked for, or gets back; each once."""
