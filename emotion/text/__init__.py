"""From words to a Mood: features -> classify -> TextReading. No Django, no TensorFlow."""
