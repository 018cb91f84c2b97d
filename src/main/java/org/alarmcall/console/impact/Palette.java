package org.alarmcall.console.impact;

import java.awt.Color;

/** The colours of charts, as in {@code console.css}: 3:1 or more of bars, 4.5:1 of words against the ground. */
enum Palette {
    LIGHT(0xffffff, 0x1a2320, 0xc3cbc7, 0x0b5d46, 0x8a4b00),
    DARK(0x121816, 0xe6ecea, 0x46524d, 0x7fd6b6, 0xf0b35a);

    final Color ground;
    final Color text;
    final Color line;
    final Color first;
    final Color second;

    Palette(int ground, int text, int line, int first, int second) {
        this.ground = new Color(ground);
        this.text = new Color(text);
        this.line = new Color(line);
        this.first = new Color(first);
        this.second = new Color(second);
    }
}
