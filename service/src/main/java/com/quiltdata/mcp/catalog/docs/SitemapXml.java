package com.quiltdata.mcp.catalog.docs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A document of the sitemap protocol.
 *
 * @param index whether it lists sitemaps instead of pages
 */
record SitemapXml(boolean index, List<SitemapEntry> places) {
    /** A URL, and the time of its last change. */
    record SitemapEntry(String address, @Nullable String modified) {}

    /** Parses at most {@code most} entries; entities and document types are refused. */
    static SitemapXml parse(byte[] xml, int most) throws IOException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            var reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            reader.nextTag();
            var root = reader.getLocalName();
            if (!root.equals("urlset") && !root.equals("sitemapindex")) {
                throw new IOException("it is not a sitemap");
            }
            return new SitemapXml(root.equals("sitemapindex"), places(reader, most));
        } catch (XMLStreamException e) {
            throw new IOException("it is not XML", e);
        }
    }

    /** Reads entries in the root's namespace only; extensions, such as image URLs, have another one. */
    private static List<SitemapEntry> places(XMLStreamReader reader, int most) throws XMLStreamException {
        var namespace = reader.getNamespaceURI();
        var places = new ArrayList<SitemapEntry>();
        while (reader.hasNext() && places.size() < most) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT
                    || !Objects.equals(reader.getNamespaceURI(), namespace)) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "loc" ->
                    places.add(new SitemapEntry(reader.getElementText().strip(), null));
                case "lastmod" -> dated(places, reader.getElementText().strip());
                default -> {}
            }
        }
        return List.copyOf(places);
    }

    private static void dated(List<SitemapEntry> places, String modified) {
        if (!places.isEmpty() && modified.length() <= 40) {
            places.add(new SitemapEntry(places.removeLast().address(), modified));
        }
    }
}
