"""Relations and observations with modality, speaker and time."""
