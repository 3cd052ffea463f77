"""The starter library: sixty short pieces written as scores, rendered, mastered and described."""
