package org.convolex.cli.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convolex.Model;
import org.convolex.ResponseMap;
import org.convolex.Scorer;
import org.convolex.data.InvalidInputException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** What is computed of a model for each path. Safe for use from many threads. */
final class Endpoints {
    private static final int MOST_RESPONSES = 64;
    private static final int USUAL_RESPONSES = 16;

    private final Model model;
    private final Scorer scorer;
    private final double white;
    private final ServerMetrics metrics;
    private final Answer description;
    private final Answer page = DrawingPage.answer();

    /** @param description of the model, as JSON objects */
    Endpoints(Model model, Map<String, Object> description, double white, ServerMetrics metrics) {
        this.model = model;
        this.scorer = model.scorer();
        this.white = white;
        this.metrics = metrics;
        Map<String, Object> all = new LinkedHashMap<>(description);
        all.put("white", white);
        this.description = Answer.json(all);
    }

    Answer page() {
        return page;
    }

    Answer model() {
        return description;
    }

    Answer health() {
        return Answer.json(Map.of("status", "ok"));
    }

    Answer metrics() {
        return Answer.text(ServerMetrics.CONTENT_TYPE, metrics.text());
    }

    /** Classes or values, and scores, of one image or several. */
    Answer predict(Request request, byte[] body) {
        RequestImages images = images(request, body);
        List<Map<String, Object>> predictions = Predictions.of(model.outputs(), scorer.scores(images.images()));
        metrics.imagesPredicted(predictions.size());
        return Answer.json(images.several() ? predictions : predictions.get(0));
    }

    /** What the leading filters of the first layer say to one image. */
    Answer responses(Request request, byte[] body) {
        int most = filters(request);
        RequestImages images = images(request, body);
        if (images.several()) {
            throw new InvalidInputException("responses are of one image: the body must be a JSON array of numbers");
        }
        List<ResponseMap> maps = model.responseMaps(images.images(), 0, most);
        return Answer.json(Map.of("responses", maps));
    }

    private RequestImages images(Request request, byte[] body) {
        String resize = parameter(request, "resize", "false");
        if (!resize.equals("true") && !resize.equals("false")) {
            throw new InvalidInputException("resize=" + resize + ": must be true or false");
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return RequestImages.of(type, body, resize.equals("true"), model.imageShape(), white);
    }

    private static int filters(Request request) {
        String text = parameter(request, "filters", Integer.toString(USUAL_RESPONSES));
        if (text.matches("\\d{1,3}")) {
            int filters = Integer.parseInt(text);
            if (filters >= 1 && filters <= MOST_RESPONSES) {
                return filters;
            }
        }
        throw new InvalidInputException("filters=" + text + ": must be an integer in 1.." + MOST_RESPONSES);
    }

    private static String parameter(Request request, String name, String otherwise) {
        Fields fields = Request.extractQueryParameters(request);
        String value = fields.getValue(name);
        return value == null ? otherwise : value;
    }
}
