"""Right of reply: that whoever said it was asked, how, until when, and what they answered. Internal."""
