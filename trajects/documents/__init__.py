from trajects.documents import run_sheet

__all__ = ["run_sheet"]
