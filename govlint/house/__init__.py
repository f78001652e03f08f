"""The style of a house: learned from its model texts, written as a profile, and a draft laid beside both."""
