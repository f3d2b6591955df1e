from trajects.documents import approach, communication, library, policy, run_sheet

__all__ = ["approach", "communication", "library", "policy", "run_sheet"]
