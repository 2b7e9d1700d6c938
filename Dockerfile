# The command line with a Java of its own. Data and models live in the folder mounted at /work:
#
#   docker build -t convolex .
#   docker run --rm -v "$PWD:/work" convolex train digits
FROM eclipse-temurin:17-jdk AS build
WORKDIR /source
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends binutils \
    && ./mvnw --batch-mode --no-transfer-progress -q -Prelease -DskipTests -pl cli -am package \
    && packaging/image /opt/convolex

FROM debian:bookworm-slim
COPY --from=build /opt/convolex /opt/convolex
RUN ln -s /opt/convolex/convolex /usr/local/bin/convolex \
    && useradd --create-home convolex
USER convolex
WORKDIR /work
ENTRYPOINT ["convolex"]
CMD ["--help"]
