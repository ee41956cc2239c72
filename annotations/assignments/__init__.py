"""Who works on what until when, and who keeps out of what by a declared conflict of interest."""
