package org.alarmcall.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.alarmcall.testing.Await;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {

    @Test
    void theServerIsReadyWhenItsDatabaseAnswers() {
        Await.until(
                "its index is in step, for the first time since the start",
                Duration.ofSeconds(60),
                () -> given().get("/q/health/ready").statusCode() == 200);
        given().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void theServerIsLiveWhateverItsDatabaseDoes() {
        given().get("/q/health/live").then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void metricsAreInThePrometheusFormat() {
        given().get("/q/metrics").then().statusCode(200).contentType("application/openmetrics-text");
    }
}
