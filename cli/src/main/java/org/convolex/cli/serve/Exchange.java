package org.convolex.cli.serve;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request and its one answer: whoever comes first, its computation or its deadline, gives it. Safe for use from many threads. */
final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ConnectionDeadlines deadlines;
    private final Connection connection;
    private final AtomicReference<@Nullable Answer> given = new AtomicReference<>();
    private volatile boolean bodyRead;

    /**
     * Begins the request's time.
     *
     * @param path under which it is counted
     */
    Exchange(
            Request request,
            Response response,
            Callback callback,
            String path,
            ConnectionDeadlines deadlines,
            ServerMetrics metrics) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.deadlines = deadlines;
        this.connection = request.getConnectionMetaData().getConnection();
        metrics.requestBegins();
        deadlines.restart(connection, this::expire);
        Request.addCompletionListener(request, failure -> {
            Answer answer = given.get();
            int status = answer == null || failure != null ? 0 : answer.status();
            metrics.requestEnds(path, status, System.nanoTime() - request.getBeginNanoTime());
            deadlines.closeLater(connection);
        });
    }

    Request request() {
        return request;
    }

    /** Whether nobody has answered. */
    boolean open() {
        return given.get() == null;
    }

    /** All of the body is there: from now on, the time for the answer runs. */
    void bodyIsRead() {
        bodyRead = true;
        deadlines.restart(connection, this::expire);
    }

    /** Answers, unless somebody has. */
    void answer(Answer answer) {
        if (given.compareAndSet(null, answer)) {
            deadlines.closeLater(connection);
            response.setStatus(answer.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            answer.headers().forEach(response.getHeaders()::put);
            response.write(true, ByteBuffer.wrap(answer.content()), callback);
        }
    }

    /** The client has gone: nobody is there to answer. */
    void fail(Throwable failure) {
        if (given.compareAndSet(null, Answer.error(400, "the request was cut off"))) {
            callback.failed(failure);
        }
    }

    private void expire() {
        answer(
                bodyRead
                        ? Answer.error(503, "the answer took too long", ComputePool.RETRY)
                        : Answer.lastError(408, "the request took too long to arrive"));
    }
}
