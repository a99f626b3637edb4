# Node on this machine's libraries, where no image can be pulled: what buildImages.mjs has gathered.
FROM scratch
COPY . /
ENV PATH=/usr/local/bin:/usr/bin:/bin \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
