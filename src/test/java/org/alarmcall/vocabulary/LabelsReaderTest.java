package org.alarmcall.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.FieldErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsReaderTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FULL = """
            {"taxon":{"scientificName":"Loxodonta africana","rank":"species","ids":["speciesplus:4521","col:3WQL9"],\
            "nameAsReported":"éléphant"},"term":"IVC","claimedSource":"O","country":"IT","language":"it",\
            "policyCategory":"ivory","claims":["antique","mammoth"]}""";

    private final LabelsReader reader = new LabelsReader(Vocabulary.standard());

    @Test
    void readsEveryFieldAndWritesTheSameText() {
        Labels labels = accepted(FULL);
        assertEquals(FULL, labels.json());
        assertEquals(labels, Labels.ofJson(labels.json()));
        assertEquals("Loxodonta africana", labels.taxon().scientificName());
        assertEquals(List.of("antique", "mammoth"), labels.claims());
    }

    @Test
    void jacksonWritesTheSameAsJson() throws JsonProcessingException {
        assertEquals(FULL, MAPPER.writeValueAsString(accepted(FULL)));
    }

    @Test
    void needsAScientificNameAndAPolicyCategoryOnly() {
        Labels labels = accepted("""
                {"policyCategory":"birds","taxon":{"scientificName":"Psittacidae spp.","ids":[],"rank":null},"claims":null}""");
        assertEquals(
                "{\"taxon\":{\"scientificName\":\"Psittacidae spp.\"},\"policyCategory\":\"birds\"}", labels.json());
    }

    @Test
    void namesWhatIsMissing() {
        assertErrors("{}", "/labels/taxon is required", "/labels/policyCategory is required");
        assertErrors(
                "{\"taxon\":{},\"policyCategory\":null}",
                "/labels/taxon/scientificName is required",
                "/labels/policyCategory is required");
        FieldErrors errors = new FieldErrors(null);
        assertNull(reader.read(null, "/labels", errors));
        assertEquals(List.of(FieldError.at("/labels", "is required")), errors.list());
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertErrors(
                """
                {"taxon":{"scientificName":"Loxodonta  africana","rank":"SPECIES","ids":["4521",7],"x/y~":1},
                 "term":"XYZ","claimedSource":"Q","country":"UK","language":"i","policyCategory":"weapons",
                 "claims":["cheap"],"price":12}""",
                "/labels/price is not a field of this object",
                "/labels/taxon/x~1y~0 is not a field of this object",
                "/labels/taxon/scientificName has a blank too many at character 11",
                "/labels/taxon/rank must be lower-case words, for example species",
                "/labels/taxon/ids/1 must be a string",
                "/labels/policyCategory 'weapons' is no policy category of this coalition",
                "/labels/term 'XYZ' is no CITES trade term",
                "/labels/claimedSource 'Q' is no CITES source code",
                "/labels/country 'UK' is no ISO 3166-1 alpha-2 code in capitals, nor XX for unknown",
                "/labels/language 'i' is no well-formed BCP 47 language tag",
                "/labels/claims/0 'cheap' is no claim of the vocabulary");
    }

    @Test
    void everyFieldOfAWrongKindIsNamed() {
        assertErrors("[]", "/labels must be an object");
        assertErrors("\"ivory\"", "/labels must be an object");
        assertErrors(
                """
                {"taxon":"Loxodonta","term":1,"claimedSource":true,"country":[],"language":{},"policyCategory":1.5,
                 "claims":"antique"}""",
                "/labels/taxon must be an object",
                "/labels/policyCategory must be a string",
                "/labels/term must be a string",
                "/labels/claimedSource must be a string",
                "/labels/country must be a string",
                "/labels/language must be a string",
                "/labels/claims must be an array of strings");
    }

    @ParameterizedTest
    @CsvSource({
        "ivory, SHO, LPS",
        "ivory, IVS, IVP",
        "ivory, LEA, LPS",
        "timber-plants, LEA, LVS",
        "timber-plants, WOO, WPR",
        "timber-plants, TIS, CUL",
        "reptiles, VNM, EXT"
    })
    void aRetiredTermIsConvertedAndKeptAsSent(String category, String sent, String stored) {
        Labels labels = accepted("{\"taxon\":{\"scientificName\":\"Aus bus\"},\"policyCategory\":\"" + category
                + "\",\"term\":\"" + sent + "\"}");
        assertEquals(stored, labels.term());
        assertEquals(sent, labels.termAsSent());
        assertEquals(labels, accepted(labels.json()), "what is read from the server can be sent again");
    }

    @Test
    void termAsSentMustBeARetiredCodeOfTheTerm() {
        assertErrors(
                "{\"taxon\":{\"scientificName\":\"Aus bus\"},\"policyCategory\":\"ivory\",\"term\":\"IVC\",\"termAsSent\":\"SHO\"}",
                "/labels/termAsSent 'SHO' is no retired code of the term; leave it out");
    }

    @ParameterizedTest
    @CsvSource({"it, it", "IT, it", "pt-br, pt-BR", "zh-hant-tw, zh-Hant-TW", "sr-Latn, sr-Latn", "und, und", "x-a, x-a"
    })
    void aLanguageIsStoredInItsUsualCase(String sent, String stored) {
        assertEquals(stored, Vocabulary.language(sent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "i", "it_IT", "italiano-x", "it-", "-it", "it-IT-IT-IT", "é", "de-1", "123456789"})
    void anIllFormedLanguageIsRefused(String tag) {
        assertNull(Vocabulary.language(tag));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Elephantidae spp.",
                "Panthera tigris (Linnaeus, 1758)",
                "Paphiopedilum × leeanum",
                "×Brassocattleya",
                "Crocodylus niloticus & porosus",
                "Aloe 'Hercules'",
                "Lophophora williamsii var. typica",
                "Canis lupus dingo/familiaris",
                "Dalbergia cochinchinensis Pierre ex Laness.",
                "Euphorbia müllerii"
            })
    void aScientificNameMayHaveWhatSuchNamesHave(String name) {
        assertNull(ScientificName.fault(name));
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "' Aus',has a blank too many at character 1",
                "Aus ,ends with a blank",
                "(Aus),does not begin with a letter",
                "1us,does not begin with a letter",
                "A<b>,has a character that no scientific name has: U+003C at character 2",
                "L\u043exodonta,has a character that no scientific name has: U+043E at character 2",
                "象,does not begin with a letter",
                "Aus\uD83D\uDC18,has a character that no scientific name has: U+1F418 at character 4"
            })
    void anythingElseIsNoScientificName(String name, String fault) {
        assertEquals(fault, ScientificName.fault(name));
    }

    @Test
    void aNameIsStoredComposed() {
        Labels labels =
                accepted("{\"taxon\":{\"scientificName\":\"Euphorbia mu\u0308llerii\"},\"policyCategory\":\"other\"}");
        assertEquals("Euphorbia m\u00fcllerii", labels.taxon().scientificName());
    }

    @Test
    void longAndHostileTextIsNamedAndNotRepeated() {
        assertErrors(
                "{\"taxon\":{\"scientificName\":\"" + "A".repeat(201)
                        + "\",\"nameAsReported\":\"a\\u0000\",\"ids\":[\"x:\\ud800\"]},\"policyCategory\":\""
                        + "i".repeat(60_000) + "\",\"\\ud800\\u0000" + "k".repeat(200) + "\":1}",
                "/labels/\ufffd\ufffd" + "k".repeat(98) + "… is not a field of this object",
                "/labels/taxon/scientificName has 201 characters, at most 200 are allowed",
                "/labels/taxon/ids/0 character 3 is half a surrogate pair, U+D800",
                "/labels/taxon/nameAsReported character 2 is NUL",
                "/labels/policyCategory has 60000 characters, at most 40 are allowed");
    }

    @Test
    void errorsAreBounded() {
        StringBuilder json = new StringBuilder("{\"a0\":1");
        for (int i = 1; i < 1_000; i++) {
            json.append(",\"a").append(i).append("\":1");
        }
        FieldErrors errors = new FieldErrors(7);
        assertNull(reader.read(tree(json + "}"), "/labels", errors));
        assertEquals(FieldErrors.MAX + 1, errors.list().size());
        assertTrue(errors.list().stream().allMatch(error -> Integer.valueOf(7).equals(error.line())));
    }

    @Test
    void policyCategoriesCanBeReplaced() {
        LabelsReader own = new LabelsReader(ConfiguredVocabulary.of(List.of("exotic-pets")));
        FieldErrors errors = new FieldErrors(null);
        assertNotNull(own.read(
                tree("{\"taxon\":{\"scientificName\":\"Aus\"},\"policyCategory\":\"exotic-pets\"}"), "", errors));
        assertNull(own.read(tree("{\"taxon\":{\"scientificName\":\"Aus\"},\"policyCategory\":\"ivory\"}"), "", errors));
        assertThrows(IllegalStateException.class, () -> ConfiguredVocabulary.of(List.of("Exotic pets")));
    }

    private Labels accepted(String json) {
        FieldErrors errors = new FieldErrors(null);
        Labels labels = reader.read(tree(json), "/labels", errors);
        assertEquals(List.of(), errors.list());
        assertNotNull(labels);
        return labels;
    }

    private void assertErrors(String json, String... expected) {
        FieldErrors errors = new FieldErrors(null);
        assertNull(reader.read(tree(json), "/labels", errors));
        assertEquals(
                List.of(expected),
                errors.list().stream()
                        .map(error -> error.pointer() + ' ' + error.detail())
                        .toList());
    }

    private static com.fasterxml.jackson.databind.JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
