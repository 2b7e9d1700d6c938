package org.convolex.cli.serve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client gets.
 *
 * @param status of HTTP
 * @param type of the content
 * @param headers more of them
 */
record Answer(int status, String type, Map<String, String> headers, byte[] content) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    static Answer text(String type, String content) {
        return new Answer(200, type + "; charset=utf-8", Map.of(), content.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(Object content) {
        return new Answer(200, "application/json", Map.of(), MAPPER.writeValueAsBytes(content));
    }

    static Answer error(int status, String message) {
        return error(status, message, Map.of());
    }

    static Answer error(int status, String message, Map<String, String> headers) {
        return new Answer(status, "application/json", headers, MAPPER.writeValueAsBytes(Map.of("error", message)));
    }

    /** The last one on its connection: the rest of the request is not read. */
    static Answer lastError(int status, String message) {
        return error(status, message, Map.of("Connection", "close"));
    }
}
