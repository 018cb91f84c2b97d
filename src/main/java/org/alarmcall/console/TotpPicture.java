package org.alarmcall.console;

import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.alarmcall.platform.Problem;

/**
 * The key of an authenticator app as a QR code, drawn as one SVG path, so that nothing is loaded.
 *
 * @param size side in modules, with the quiet zone
 * @param path value of {@code d}
 */
public record TotpPicture(int size, String path) {

    private static final int QUIET_ZONE = 4;

    /** For a key that comes back from a form, before it is shown again. */
    static void checkKey(String key) {
        if (!key.matches("[A-Z2-7]{0,64}")) {
            throw Problem.INVALID.because("The key is not one of ours.");
        }
    }

    static TotpPicture of(String login, String key) {
        QrCode code = QrCode.encodeText(
                "otpauth://totp/Alarmcall:" + URLEncoder.encode(login, StandardCharsets.UTF_8) + "?secret=" + key
                        + "&issuer=Alarmcall",
                QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET_ZONE)
                            .append(' ')
                            .append(y + QUIET_ZONE)
                            .append("h1v1h-1z");
                }
            }
        }
        return new TotpPicture(code.size + 2 * QUIET_ZONE, path.toString());
    }
}
