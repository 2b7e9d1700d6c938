package org.convolex.cli.serve;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** From a path and a method to what answers. Never blocks: bodies are read as they come, and computed on threads of their own. */
final class Router extends Handler.Abstract.NonBlocking {
    private final Map<String, Supplier<Answer>> gets;
    private final Map<String, BiFunction<Request, byte[], Answer>> posts;
    private final int largestBody;
    private final ComputePool pool;
    private final ConnectionDeadlines deadlines;
    private final ServerMetrics metrics;

    Router(
            Endpoints endpoints,
            int largestBody,
            ComputePool pool,
            ConnectionDeadlines deadlines,
            ServerMetrics metrics) {
        this.gets = Map.of(
                "/", endpoints::page,
                "/model", endpoints::model,
                "/health", endpoints::health,
                "/metrics", endpoints::metrics);
        this.posts = Map.of("/predict", endpoints::predict, "/responses", endpoints::responses);
        this.largestBody = largestBody;
        this.pool = pool;
        this.deadlines = deadlines;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getDecodedPath();
        Supplier<Answer> get = gets.get(path);
        BiFunction<Request, byte[], Answer> post = posts.get(path);
        boolean known = get != null || post != null;
        Exchange exchange = new Exchange(request, response, callback, known ? path : "other", deadlines, metrics);
        String method = request.getMethod();
        if (get != null && (method.equals("GET") || method.equals("HEAD"))) {
            exchange.answer(get.get());
        } else if (post != null && method.equals("POST")) {
            BodyReader.read(exchange, largestBody, body -> pool.compute(exchange, () -> post.apply(request, body)));
        } else if (known) {
            String allowed = get != null ? "GET, HEAD" : "POST";
            exchange.answer(Answer.error(405, path + ": the method must be " + allowed, Map.of("Allow", allowed)));
        } else {
            exchange.answer(
                    Answer.error(404, "no such path; there are /, /predict, /responses, /model, /health, /metrics"));
        }
        return true;
    }
}
