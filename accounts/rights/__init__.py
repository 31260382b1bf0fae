"""What is held about a person, and what becomes of it: erasure, holds, and for how long records are kept."""
