from trajects.documents import policy, run_sheet

__all__ = ["policy", "run_sheet"]
