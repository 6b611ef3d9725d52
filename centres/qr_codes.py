"""How an address is drawn for a camera: as the path of an inline SVG, because the policy allows no image that is not a
file of ours."""

import qrcode


class QrCode:
    """`size` is the side of its square, `path` draws the dark modules, the quiet zone around them included. A quarter
    of it may be covered or torn, as happens on paper."""

    def __init__(self, text):
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q)
        code.add_data(text)
        matrix = code.get_matrix()
        self.size = len(matrix)
        dark = ((x, y) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark)
        self.path = "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
