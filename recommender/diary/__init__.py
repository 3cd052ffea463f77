"""The diary's songs, its pages as they are shown, and the copy that people take away."""
