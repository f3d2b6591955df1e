from trajects.documents import communication, library, policy, run_sheet

__all__ = ["communication", "library", "policy", "run_sheet"]
