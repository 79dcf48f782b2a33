# The image: Debian with curl, a JRE made for this service, the jar that the tests passed, and what a training run taught
# the JVM. ops/image/build builds it, from the two jars that `mvn -B verify` leaves.

# Temurin 25.0.4+7 and Debian 13.7 of 2026-09-18. Where no registry is in reach, ops/image/stand-ins makes others.
ARG JDK=docker.io/library/eclipse-temurin:25-jdk@sha256:dcf835e52330939b6c9f90ecab8aafcbcaa8fbf48423db44de884cf978c10144
ARG DEBIAN=docker.io/library/debian:13.7-slim@sha256:a99cfc517144bc59b1978475ec53b46ecabec7e43635402ee5b77cc54cd1b20a

FROM ${JDK} AS jdk
# What `jdeps --multi-release 25 --ignore-missing-deps --print-module-deps` says of the jar, less what only javassist's
# debugger support (jdk.attach, jdk.jdi) and Lucene's vectors (jdk.incubator.vector) ask for; more for TLS, zip file
# systems, jcmd and flight recordings. Not compressed, like the jar below: the compression of the whole layer does better.
RUN jlink --output /opt/jre --compress zip-0 --no-header-files --no-man-pages --add-modules \
java.base,java.compiler,java.desktop,java.instrument,java.naming,java.net.http,java.scripting,java.security.jgss,java.sql,\
jdk.management,jdk.net,jdk.unsupported,\
jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.zipfs

FROM ${DEBIAN} AS base
# The task definition's health check is a curl in a shell. No program gives its user the rights of another.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates curl \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/lib/dpkg/*-old /var/log/* \
 && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin quilt \
 && find / -xdev -type f -perm /6000 -exec chmod a-s {} +

FROM base AS training
COPY --from=jdk /opt/java/openjdk /opt/jdk
COPY ops/sandbox/target/quilt-sandbox.jar ops/image/train /opt/training/
COPY --from=jdk /opt/jre /opt/quilt-mcp/jre
COPY config.yml ops/image/options /opt/quilt-mcp/
COPY service/target/quilt-mcp.jar /opt/classes/
WORKDIR /opt/classes
RUN /opt/jdk/bin/jar --extract --file quilt-mcp.jar \
 && rm quilt-mcp.jar \
 && /opt/jdk/bin/jar --create --file /opt/quilt-mcp/quilt-mcp.jar --no-compress --no-manifest . \
 && rm -r /opt/classes/*
WORKDIR /
RUN /opt/training/train /opt/jdk /opt/training/quilt-sandbox.jar /opt/quilt-mcp

FROM base
# One layer, so that the jar and the JRE keep the times and sizes by which the JVM knows its cache.
COPY --from=training /opt/quilt-mcp /opt/quilt-mcp
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="quilt-mcp-server" \
      org.opencontainers.image.description="A remote, stateless, multi-user MCP server for Quilt data catalogs" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/quiltdata/quilt-mcp-server" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV QUILT_DEPLOYMENT=remote \
    FASTMCP_TRANSPORT=http \
    FASTMCP_HOST=0.0.0.0 \
    FASTMCP_PORT=8000 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PATH=/opt/quilt-mcp/jre/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /opt/quilt-mcp
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --retries=3 --start-period=60s \
  CMD curl -f http://localhost:${FASTMCP_PORT:-8000}/health || exit 1
ENTRYPOINT ["/opt/quilt-mcp/jre/bin/java", "@options", "-XX:AOTCache=quilt-mcp.aot", "-jar", "quilt-mcp.jar"]
CMD ["server", "config.yml"]
