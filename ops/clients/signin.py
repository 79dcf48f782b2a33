"""Signs FastMCP's client in: python3 signin.py URL USER

The client signs in, refreshes a token that it takes for expired, and signs in again after its grant was revoked. Prints one
JSON line with what it saw; a failure is one sentence.
"""

import asyncio
import html
import json
import re
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import warnings
import webbrowser

from fastmcp import Client
from fastmcp.client.auth import OAuth

MAX_PAGES = 20
PATIENCE = 60  # seconds


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Person(webbrowser.BaseBrowser):
    """A person with a browser, like browser.mjs: keeps cookies, follows redirects, presses the first button of every form."""

    def __init__(self, user):
        super().__init__("person")
        self.user = user
        self.visits = 0
        self.cookies = {}
        self.opener = urllib.request.build_opener(NoRedirects)

    def open(self, url, new=0, autoraise=True):
        self.visits += 1
        threading.Thread(target=self.visit, args=(url,), daemon=True).start()
        return True

    def visit(self, url):
        end = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["redirect_uri"][0]
        form = None
        for _ in range(MAX_PAGES):
            if url.startswith(end):
                return arrive(url)
            url, form = self.step(url, form)
        raise RuntimeError(f"no callback after {MAX_PAGES} pages: {url}")

    def step(self, url, form):
        """Opens an address; returns the next one, and the form that is sent there, if any."""
        request = urllib.request.Request(url, data=form)
        request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if form:
            origin = urllib.parse.urlsplit(url)
            request.add_header("Origin", f"{origin.scheme}://{origin.netloc}")
            request.add_header("Sec-Fetch-Site", "same-origin")
        try:
            response = self.opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            if not 300 <= error.code < 400:
                raise
            response = error
        self.keep(response.headers.get_all("Set-Cookie", []))
        if "Location" in response.headers:
            return urllib.parse.urljoin(url, response.headers["Location"]), None
        page = response.read().decode()
        onward = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
        if onward:
            return urllib.parse.urljoin(url, html.unescape(onward[1])), None
        action = attributes(re.search("<form [^>]*>", page)[0]).get("action", "")
        return urllib.parse.urljoin(url, action), self.filled(page)

    def filled(self, page):
        fields = {}
        for tag in re.findall("<input [^>]*>", page):
            fields[attributes(tag)["name"]] = attributes(tag)["value"]
        for tag in re.findall("<select [^>]*>", page):
            fields[attributes(tag)["name"]] = self.user
        button = attributes(re.search("<button [^>]*>", page)[0])
        fields[button["name"]] = button["value"]
        return urllib.parse.urlencode(fields).encode()

    def keep(self, lines):
        for line in lines:
            name, value = line.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
            if "max-age=0" in line.lower():
                del self.cookies[name]


def attributes(tag):
    return {name: html.unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', tag)}


def arrive(callback):
    """Opens the callback as soon as the client listens there, which is after it has opened the browser."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return urllib.request.urlopen(callback, timeout=PATIENCE).read()
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


async def seen(url, oauth):
    async with Client(url, auth=oauth) as client:
        tools = await client.list_tools()
        buckets = await client.call_tool("bucket_list", {})
        status = await client.read_resource("auth://status")
        return {
            "tools": len(tools),
            "buckets": [bucket["name"] for bucket in buckets.structured_content["buckets"]],
            "user": json.loads(status[0].text)["user_info"]["username"],
        }


def revoke(url, oauth, tokens):
    """Revokes tokens as a client does, at the endpoint that the metadata of its issuer names."""
    document = urllib.parse.urljoin(url, "/.well-known/oauth-authorization-server")
    with urllib.request.urlopen(document, timeout=PATIENCE) as response:
        endpoint = json.load(response)["revocation_endpoint"]
    for token in tokens.access_token, tokens.refresh_token:
        form = {"client_id": oauth.context.client_info.client_id, "token": token}
        urllib.request.urlopen(endpoint, urllib.parse.urlencode(form).encode(), timeout=PATIENCE).close()


async def sign_in(url, person):
    oauth = OAuth(url, callback_host="127.0.0.1", callback_timeout=PATIENCE)
    saw = await seen(url, oauth)
    visits = [person.visits]
    first = oauth.context.current_tokens
    oauth.context.token_expiry_time = 1
    refreshed = await seen(url, oauth)
    visits.append(person.visits)
    second = oauth.context.current_tokens
    await asyncio.to_thread(revoke, url, oauth, second)
    again = await seen(url, oauth)
    visits.append(person.visits)
    rotated = first.refresh_token != second.refresh_token
    return {"saw": saw, "refreshed": refreshed, "again": again, "visits": visits, "rotated": rotated}


def main(arguments):
    if len(arguments) != 2:
        raise ValueError("usage: python3 signin.py URL USER")
    warnings.simplefilter("ignore")
    person = Person(arguments[1])
    webbrowser.register("person", None, person, preferred=True)
    print(json.dumps(asyncio.run(sign_in(arguments[0], person))))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Exception as error:  # whatever a foreign library raises
        print(f"{type(error).__name__}: {error}".splitlines()[0], file=sys.stderr)
        sys.exit(1)
