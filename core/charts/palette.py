"""The day colours as a drawing carries them; tests compare them with tokens.css."""

FILL = {"more": "#0B57B0", "less": "#B8540C", "different": "#43142F", "keep": "#D3D9DF"}
LABEL = {"more": "#FFFFFF", "less": "#FFFFFF", "different": "#FFFFFF", "keep": "#1A232C"}
EDGE = {"more": "#0B57B0", "less": "#B8540C", "different": "#43142F", "keep": "#5C6773"}
TEXT = "#1A232C"
MUTED = "#4F5B67"
