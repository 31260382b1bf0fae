"""Pages and acts of the meeting: following it, the desk, the observer, and the room display."""
