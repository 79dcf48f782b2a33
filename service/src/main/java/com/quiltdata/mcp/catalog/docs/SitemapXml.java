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
 * @param index whether it names sitemaps instead of pages
 */
record SitemapXml(boolean index, List<Place> places) {
    /** An address, and when what is there last changed. */
    record Place(String address, @Nullable String modified) {}

    /** Reads at most so many places; entities and document types are refused. */
    static SitemapXml parse(byte[] xml, int most) throws IOException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            var reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            reader.nextTag();
            var root = reader.getLocalName();
            if (!root.equals("urlset") && !root.equals("sitemapindex")) {
                throw new IOException("it is no sitemap");
            }
            return new SitemapXml(root.equals("sitemapindex"), places(reader, most));
        } catch (XMLStreamException e) {
            throw new IOException("it is not XML", e);
        }
    }

    /** Extensions, such as the addresses of images, have another namespace than the root. */
    private static List<Place> places(XMLStreamReader reader, int most) throws XMLStreamException {
        var namespace = reader.getNamespaceURI();
        var places = new ArrayList<Place>();
        while (reader.hasNext() && places.size() < most) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT
                    || !Objects.equals(reader.getNamespaceURI(), namespace)) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "loc" -> places.add(new Place(reader.getElementText().strip(), null));
                case "lastmod" -> dated(places, reader.getElementText().strip());
                default -> {}
            }
        }
        return List.copyOf(places);
    }

    private static void dated(List<Place> places, String modified) {
        if (!places.isEmpty() && modified.length() <= 40) {
            places.add(new Place(places.removeLast().address(), modified));
        }
    }
}
