from trajects.documents import library, policy, run_sheet

__all__ = ["library", "policy", "run_sheet"]
