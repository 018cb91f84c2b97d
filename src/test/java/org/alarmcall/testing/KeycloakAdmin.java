package org.alarmcall.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.config.ConfigProvider;

/** Somebody who looks after the realm of {@link KeycloakResource}. */
public final class KeycloakAdmin {

    private static final String REALM = "/admin/realms/coalition";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI keycloak;
    private final String token;

    private KeycloakAdmin(URI keycloak) {
        this.keycloak = keycloak;
        String form = "grant_type=password&client_id=admin-cli&username=" + KeycloakResource.ADMIN + "&password="
                + KeycloakResource.ADMIN_PASSWORD;
        this.token = read(send(HttpRequest.newBuilder(keycloak.resolve("/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))))
                .path("access_token")
                .asText();
    }

    public static KeycloakAdmin here() {
        URI issuer = ConfigProvider.getConfig().getValue("alarmcall.staff.oidc.issuer", URI.class);
        return new KeycloakAdmin(issuer.resolve("/"));
    }

    public void takeRole(String user, String role) {
        String id = get("/users?exact=true&username=" + user).path(0).path("id").asText();
        String roles = "[" + get("/roles/" + role) + "]";
        send(request("/users/" + id + "/role-mappings/realm")
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString(roles)));
    }

    private JsonNode get(String path) {
        return read(send(request(path)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(keycloak.resolve(REALM + path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new AssertionError(body, e);
        }
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(response.statusCode() + " of " + response.uri() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError("Keycloak does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
