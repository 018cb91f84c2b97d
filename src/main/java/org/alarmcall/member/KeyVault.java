package org.alarmcall.member;

import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.alarmcall.platform.StartupRefused;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes keys, and seals what is secret of them for the database: AES-256-GCM, bound to the key's id. */
@Singleton
public class KeyVault {

    static final String AUDIENCE = "alarmcall";

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final TokenConfig config;
    private final Path dataDir;
    private @Nullable SecretKey encryptionKey;

    KeyVault(TokenConfig config, @ConfigProperty(name = "alarmcall.data-dir", defaultValue = "data") Path dataDir) {
        this.config = config;
        this.dataDir = dataDir;
    }

    /** A new key pair as it is stored. */
    record Sealed(String kid, byte[] publicKey, byte[] privateKey) {}

    Sealed make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            String kid = thumbprint((ECPublicKey) pair.getPublic());
            return new Sealed(
                    kid,
                    pair.getPublic().getEncoded(),
                    seal(kid, pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256 and AES-GCM", e);
        }
    }

    SigningKey open(
            String kid,
            byte[] publicKey,
            byte[] privateKey,
            Instant createdAt,
            Instant signsFrom,
            @Nullable Instant verifiesUntil) {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            ECPublicKey verifying = (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(publicKey));
            PrivateKey signing = factory.generatePrivate(new PKCS8EncodedKeySpec(unseal(kid, privateKey)));
            return new SigningKey(
                    kid,
                    verifying,
                    signing,
                    createdAt,
                    signsFrom,
                    verifiesUntil,
                    SigningKey.parser(verifying, config.issuer(), AUDIENCE));
        } catch (AEADBadTagException e) {
            throw sealedWithAnother(
                    "The keys in the database that sign tokens",
                    "DELETE FROM signing_key",
                    "clients then fetch new tokens");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key " + kid + " can't be read", e);
        }
    }

    /** 32 bytes. */
    byte[] randomKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    /** A secret as it is stored; {@code name} is asked for again to open it, so that no row's secret serves another's. */
    public byte[] sealSecret(String name, byte[] secret) {
        try {
            return seal(name, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    byte[] openAccountKey(String name, byte[] stored) {
        try {
            return unseal(name, stored);
        } catch (AEADBadTagException e) {
            throw sealedWithAnother(
                    "The keys in the database for account_hmac",
                    "DELETE FROM account_key",
                    "accounts that were reported before then meet no later ones");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret " + name + " can't be read", e);
        }
    }

    /** What {@link #sealSecret} sealed under this name. */
    public byte[] openSecret(String name, byte[] stored) {
        try {
            return unseal(name, stored);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret " + name + " can't be read", e);
        }
    }

    private static StartupRefused sealedWithAnother(String what, String remedy, String consequence) {
        return new StartupRefused(what + " were encrypted with another key.\nGive this server the same "
                + KeyEncryptionKey.PROPERTY + " as the others, or the file " + KeyEncryptionKey.FILE
                + " of the server that made them, in its data folder.\nWhen that key is lost: stop all servers, run "
                + remedy + ", and start again; " + consequence + ".");
    }

    private byte[] seal(String kid, byte[] plain) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, kid).doFinal(plain);
        byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
        return stored;
    }

    private byte[] unseal(String kid, byte[] stored) throws GeneralSecurityException {
        byte[] nonce = Arrays.copyOf(stored, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, kid).doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, String kid) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, encryptionKey(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private synchronized SecretKey encryptionKey() {
        SecretKey key = encryptionKey;
        if (key == null) {
            key = KeyEncryptionKey.find(config.keyEncryptionKey(), dataDir);
            encryptionKey = key;
        }
        return key;
    }

    /** RFC 7638. */
    private static String thumbprint(ECPublicKey key) throws NoSuchAlgorithmException {
        String members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x(key) + "\",\"y\":\"" + y(key) + "\"}";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    static String x(ECPublicKey key) {
        return coordinate(key.getW().getAffineX());
    }

    static String y(ECPublicKey key) {
        return coordinate(key.getW().getAffineY());
    }

    /** 32 bytes, big-endian, base64url (RFC 7518 section 6.2.1.2). */
    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray(); // may have a sign byte, or be shorter
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
