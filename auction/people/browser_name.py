"""Names a browser as its owner would: ``Firefox, Android`` instead of a line of versions."""

from __future__ import annotations

# The first that is found counts: most browsers also say to be Chrome, and Chrome to be Safari.
_BROWSERS = {
    "MicroMessenger": "WeChat",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "HarmonyOS": "HarmonyOS",
    "Linux": "Linux",
}


def browser_name(device: str) -> str:
    """Return browser and system, or what the browser said when neither is known."""
    found = [
        next((name for mark, name in names.items() if mark in device), "") for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or device[:60]
