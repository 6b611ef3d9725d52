"""The forms of the workspace: what people type, checked and said back in plain Czech, never cut and never lost."""
