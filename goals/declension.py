"""Czech nouns in the four forms that sentences with numbers need, from whatever form they stand in. Pure.

No dictionary: what a noun is follows from its ending, from the number before it (which says the case) and from lists of
the common nouns that an ending would mislead about. The lists are by kind of exception, so that a new one has its
place. A proposal only: whoever writes a goal sees the forms and may mend them.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Number(StrEnum):
    """What stands before a noun: it says the case, unless a preposition or a verb asks for another one."""

    ONE = "one"  # 1 kurz, jednu besedu
    FEW = "few"  # 2 kurzy, se dvěma kurzy
    MANY = "many"  # 5 kurzů, 1,5 kurzu, počet kurzů


class Noun(NamedTuple):
    """1, 2, 1,5 and 5 of it, and the gender that adjectives before it agree with (a: masculine animate)."""

    one: str
    few: str
    part: str
    many: str
    gender: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    return dict(entry.split(":") for entry in text.split())


_CONSONANTS = "bcčdďfghjklmnňpqrřsštťvwxzž"
_VOWELS = "aáeéěiíoóuúůyý"
_SOFT = "cčďjňřšťž"

# Masculine nouns by their first form: people whose end does not say so, and things whose end says they were people.
_PEOPLE = _words("""
    soused host muž syn bratr kluk chlapec otec strýc děd šéf kamarád přítel expert architekt kandidát advokát
    demokrat pilot poslanec hejtman kapitán duchovní policajt diplomat kněz pěvec kmet laik klaun robot herec žák
    člen kmotr úředník vnuk dědeček mluvka trenér brankář poradce kupec vězeň uprchlík běženec sirotek farář biskup
    pán Rom Vietnamec akrobat kamelot patriot potomek předek zástupce jedinec samec pes kůň svědek malíř patron
    pediatr psychiatr ekonom manažer designer vědec letec chodec jezdec střelec slepec světec stařec pacient
    asistent tlumočník hoch tatínek strejda mediátor gladiátor iluminátor poet estét asketa leader dealer designer
    partner volonter soudruh druh žokej kurýr kovboj gay kavalír
""")
_THINGS = _words("""
    dotazník slovník deník týdeník měsíčník čtvrtletník ročník rozcestník rybník chodník kapesník zápisník sborník
    ceník záznamník trávník parník deštník květník pořadník skleník rezervník nástupník jízdník podnik pomník
    rejstřík balík budík hřebík rohlík koutek knoflík řebřík žebřík ručník nákladník tácek sešitek věšák bodlák tlak
    znak vlak zázrak prak mrak hák panák vozík košík stolík stojan orgán plán román stan klan formulář kalendář
    adresář slabikář scénář seminář webinář herbář komentář honorář polštář oltář inventář repertoár pohár bazar
    bazár diář snář žaltář počítač vysavač nosič klíč míč koláč květináč chladič ovladač bič meč gulič rohovač
    spínač ukazatel jmenovatel nocležník podstavec tanec konec palec věnec koberec míšenec rámec klinec titulek
    ubrousek pokrok blok rok krok tok dárek odznáček bod dům vůz mráz stůl dvůr hnůj kontejner kontajner magnet
    grant dokument moment segment element argument experiment instrument monument pergamen talent patent akcent cent
    procent asortiment kontinent plant fragment parlament testament sortiment komponent variant diamant restaurant
    motor traktor monitor projektor sektor prostor rozhovor sbor bor spor odbor obor tábor výbor soubor stadion
    balkon telefon maraton koridor humor horor reproduktor indikátor generátor kalkulátor semafor filtr metr litr
    registr minaret film festival karneval portál kanál seriál materiál hotel model panel titul cíl podíl rozdíl díl
    cyklus kilometr newsletter workshop server poster banner blog katalog dialog prolog psaník oddíl sál stát
    referát certifikát mandát plakát internát formát program diagram telegram teploměr rozměr poměr průměr záměr
    směr výměr zájezd průjezd kalich prach strach hrách příběh běh návrh vrh druh okruh pruh roh sníh břeh
    algoritmus list plášť déšť kraj háj úkol stroj nástroj pokoj kroj vývoj boj zdroj obličej olej zpravodaj čaj
    údaj prodej výdej postroj stojánek nábor prapor časopis dopis podpis zápis výpis spis tandem totem harem modem
    automat plat národ rod plod motiv kolektiv domov ostrov hřbitov venkov kov krov lov kotel pytel pokrm pramen
    výzkum průzkum talíř kostel motel hostel datel plenér interiér exteriér klášter čin zločin účin stav ústav den
    sen pin přepis rozpis předpis nápis popis opis rukopis servis ateliér interiér exteriér kartáč tlumič vařič
    zapalovač vrtač kompas magnetofon hostinec zvonec
    dvorec kopec jalovec živec tlumec měšec hrnec mlýnec skener toner router vysílač přijímač obkladač rozprašovač
    jistič reproduktor traktor vektor faktor trezor revolver monitor nosič katetr
""")
_PEOPLE |= _words("""
    Afghánec Arab Evropan Ind Maďar Mongol Němec Peršan Polák Rus Slovan Slovák Syřan Turek Ukrajinec Vietnamec
    admirál advokát agent akademik akcionář akrobat aktér alkoholik altruista amatér analytik antropolog architekt
    archivář asesor astronaut auditor autor bankéř barista barman baron botanik brigádník bruslař bubeník burzián
    běžec chemik cukrář cyklista dekoratér delegát detektiv deváťák diabetik dirigent docent doktor dědic děkan
    dělník egoista elektronik entuziasta exekutor fanatik fotbalista fyzik generál gentleman geodet grafik
    gymnazista historik hodinář hokejista houslista husit idol ilustrátor imám indián inspektor inženýr jezdec
    junior kadeřník kameraman kandidát kapitalista kapitán kaplan kartograf kaskadér katolik katolík kejklíř klasik
    klavírista kominík komisař konzul kosmonaut kouzelník kouč kovboj krasobruslař krejčík kritik král kuchař
    kurátor kvestor křižák laureát letec lord loutkář lyžař makléř malíř manžel maršál maskér matematik maturant
    mechanik mim ministr mlynář mnich motorista natěrač notář námořník opat optimista papež partyzán pedant pekař
    pesimista pirát plavec plukovník pokrývač policajt politik praděd princ profesionál profesor projektant
    prokurátor prvňák páťák pěšák rabín rebel rektor reprezentant restaurátor revizor rival romantik rytíř sbormistr
    senior showman sirotek skaut skladatel sklenář skokan sládek snoubenec sportovec strážce stylista střelec
    synovec sólista tajemník tanečník tchán technik tenista terorista tesař tovaryš trenér trestanec truhlář učeň
    vagabund varhaník vdovec veterán vnuk voják vítěz zeť zloděj Čech četník číšník řezník šaman šampion šerif špion
    švagr švec ženich žokej žonglér
""")
_THINGS |= _words("""
    kvíz výměník dopravník podavač spotřebič fotbálek
    adaptér alarm apel bagr balon balonek balíček batoh benefit beránek betonek bicykl blok bochánek bonbonek celek
    certifikát chlebíček cukr cíp disk dobytek dodatek domeček doplatek dopísek dortíček dotazník drát drátek dárek
    dáreček džus erb fejeton filmeček formulář fotopásek frak herbář hlásek hrneček hrníček háj hájek háček hřeben
    ječmen kabel kabát kalendář kanál kapesníček kartonek keksek klenot klobouk kluzák klíček knedlíček koberec
    kocourek koktejl koláček kolíček konektor koníček kopec kopeček korálek kousek kočár kořen košíček kroužek krém
    krůček kufr kufřík kusek kvítek kámen lampion lektvar les letoun likér lustr lék lísteček majetek materiálek med
    medvídek megafon mikrofon mlýnek modem monitor moped most motor mraček míček nadpisek nedoplatek nedostatek
    nábytek náhrdelník nápoj náramek náčrtek nůž obal obdélníček oblek oblouček obláček obrázek obídek ocet oceán
    odběrek odkaz odstavec odřezek olej opasek ostrov parfém park pejsek perníček plášť podtitulek pohárek poháreček
    polibek poloostrov poplatek portál potok pozůstatek pramen procesor prostředek protokol proužek prsten prášek
    ptáček pulovr pytlík pytlíček párek pásek přebytek předek předstupek přehled přeplatek přídavek přípisek
    příplatek přístav rejstřík rohlíček router ročníček rum rybník rybníček rám rámeček sad salon salonek salámek
    saxofon server seznam sirup skener skok skútr slabikář slavíček smok snář software souhrn soupis spisek spodek
    stojan stojánek stok stolek stromeček stůl svah svetr svitek svršek svícen sáček talířek telefon tiskopis
    titulek tok traktor trojúhelníček tunel tělocvik ubrousek vagon vak večírek viadukt vlásek vnitřek vodopád
    vozíček vrchol vrtulník vršek vzorek víkendek výdělek výkaz výklenek výpisek výsek výsledek vývarek výčet
    výřezek web zbytek zpěvník zvonek zákusek záliv zámek zámeček zápisek závazek závitek závěr závěs úlomek úplatek
    úryvek úsek úsměvek útlumek útržek úvazek úvod úšklebek čaj čajovník člunek čtvereček řemen řetízek řetěz šampon
    šok šperk štítek žalář žebříček žeton župan
""")
# Things whose second case ends in -a.
_IN_A = _words("""
    les dvůr kostel večer život svět klášter tábor ostrov domov jazyk rybník chléb sýr národ zákon mlýn hřbitov
    komín oběd potok oves popel chlév březen duben květen červen srpen leden kalich venkov včerejšek dnešek zítřek
    čtvrtek pondělek dobytek betlém
""")
_FLEETING = _pairs("""
    kotel:kotl pytel:pytl uhel:uhl posel:posl osel:osl orel:orl den:dn sen:sn týden:týdn kámen:kamen kmen:kmen
    oves:ovs pes:ps svetr:svetr led:led loket:lokt nehet:neht ocet:oct dehet:deht krb:krb hřeben:hřeben dům:dom
    vůz:voz stůl:stol dvůr:dvor mráz:mraz chléb:chleb sníh:sněh kůň:koň hnůj:hnoj důl:dol vůl:vol vítr:větr
    hrnec:hrnc sloup:sloup účet:účt počet:počt rozpočet:rozpočt výpočet:výpočt pronájem:pronájm nájem:nájm
    příjem:příjm zájem:zájm dojem:dojm pojem:pojm vězeň:vězň pátek:pátk půl:půl vrch:vrch buben:bubn okres:okres
    kužel:kužel nůž:nož učeň:učň svícen:svícn vrchol:vrchol oblek:oblek
""")
_LATIN = _words("""
    cyklus algoritmus virus mechanismus organismus glóbus rytmus turismus realismus komunismus
""")
_UNFLEETING = {stem: lemma for lemma, stem in _FLEETING.items() if lemma != stem}
_KEPT_K = _words("""
    šperk
    trénink mítink jarmark disk zisk tisk výtisk potisk blesk park tank kiosk bank prstenk odtisk nátisk vrk brk frk
    trysk písk stisk folk punk šek dotisk přetisk úlek losk rusk obelisk termosk triptychk flek skřek
""")

# Feminine nouns without an ending: like "kost" (části) and like "píseň" (sítě).
_LIKE_KOST = _words("""
    část oblast účast vlast past věc noc nemoc pomoc moc řeč oběť paměť lest čest šelest propast slast strast bolest
    pověst ctnost kost sůl myš veš zpověď odpověď smrt závist nenávist lež rez pěst směs
""")
_COMPOUND = re.compile(r".(?:past|část|oblast|účast|vlast)$")  # fotopast, spoluúčast
_LIKE_PISEN = _words("""
    alej kolej esej zbroj závěj
    síť pouť trať chuť niť huť suť labuť loď zeď píseň báseň kampaň daň dlaň zbraň skříň síň kancelář laboratoř tvář
    zář stáž soutěž reportáž montáž garáž pláž koláž vitráž věž krádež loupež mládež kolej louč postel obec klec pec
    povodeň jabloň třešeň višeň vášeň jeseň káď stráň tůň žízeň lázeň bázeň kázeň hlaveň tkáň straň pláň výseč seč
    křeč tyč žluč neteř příď záď čtvrť plť rukojeť ocel hráz mez tíž spřež mříž výš skrýš pavlač tramvaj obruč mašť
    koupel rtuť choť rozkoš gáž masáž etáž drenáž bandáž kartáž pasáž instruktáž demontáž brandáž plantáž
    fotoreportáž tonáž větev církev mrkev konev láhev krev krůpěj zbroj výstroj
""")
_PISEN_STEMS = _pairs("""
    obec:obc píseň:písn báseň:básn větev:větv církev:církv mrkev:mrkv konev:konv láhev:lahv zeď:zd klec:klec
    třešeň:třešn višeň:višn vášeň:vášn povodeň:povodn lázeň:lázn bázeň:bázn kázeň:kázn žízeň:žízn hlaveň:hlavn
    kampaň:kampan daň:dan dlaň:dlan zbraň:zbran skříň:skřín síň:sín síť:sít pouť:pout trať:trat chuť:chut niť:nit
    huť:hut suť:sut labuť:labut loď:lod jabloň:jablon káď:kád stráň:strán tůň:tůn tkáň:tkán pláň:plán příď:příd
    čtvrť:čtvrt rukojeť:rukojet krev:krv choť:chot oběť:obět paměť:pamět odpověď:odpověd zpověď:zpověd
""")
# -e nouns that are neuter, and the masculine ones in -ce.
_LIKE_MORE = _words("""
    moře pole srdce slunce vejce nebe ovoce poledne odpoledne dopoledne lože tržiště
""")
_LIKE_KURE = _words("""
    zvíře děvče dvojče mládě kníže kotě štěně kuře tele sele vnouče hříbě rajče poupě pachole jehně páže koště vole
    dupě prase hrabě house holoubě medvídě doupě trojče čtyřče ptáče
""")
# průvodce, zástupce, dárce, obhájce, zájemce, správce
_MASCULINE_E = re.compile(r"(?:[dbtz]ce|avce|(?<![eo])pce|[áůý]rce|herce|jce|jemce|ávce|ránce|ážce)$")
_NOT_MASCULINE_E = _words("""
    práce ovce ulice stovce obce noze lavice matrice police svíce srdce
""")

# Neuter nouns with a hard stem, by the stem; beside those in -dlo, -slo, -ko of certain shapes, -stvo, -sto.
_NEUTER_O = _words("""
    kladívk dřívk kouzélk vajíčk políčk autíčk sklíčk srdíčk kolíčk kolečk městečk lůžk měst míst slov aut kol per
    patr kin piv mas těst
    stád hnízd mýdl zlat stříbr bahn dřev okn plátn skl jabl jádr jmén mén kolen ramen želez písmen semen břemen
    plemen lůn lan vesl stébl sít koryt kopyt žit tajemstv družstv společenstv množstv mužstv lidstv ptactv prás léč
    vín sen mlék prkn vlákn roun břich uch světl tepl kouzl drn pásm písm díl jezer kladiv pravidl vajíč bidel kont
    rizik kazin kasin pian bistr tang bendž rádi eur tric pexes čel tel děl hrdl brn vědr žebr ňadr pouzdr pout
    gest depozit konkrét manž temp skór torz sak ponč mol hejn zrn vřeten polen rn lejn víčk pater pivk kil
    log tričk kukátk
""")
_NEUTER_STEM = re.compile(r"(?:dl|sl|stv|ctv|ítk|(?:[řnťžšz]|děvč|nouč)átk|isk|ínk|éčk|jabl?k)$")
_NOT_NEUTER_STEM = _words("""
    štítk kvítk svítk
    šátk svátk zvídátk matk látk částk zkratk hrátk přátk památk začátk pořádk zmatk obrátk statk zákl pátk dodatk
    poplatk podíčk obídk nabídk mysl rohlíčk balíčk slovníčk kolíčk deníčk ubrousk košíčk koníčk botk desk vzorečk
    domečk stromečk člunečk věnečk ručk písk misk přípisk tisk vidlíčk zisk chlapečk kousečk sáčk míčk lahvičk lžičk
    kapsk dopisk blesk výtisk potisk disk zátk pampelišk zápisk mistrovsk oplátk prohlídk hlídk vyhlídk přehlídk
    pastelk průmysl smysl výmysl důmysl posl osl hrnečk zámečk kopečk větvičk židl mandl pytl kotl svědk knedl nudl
    kudl vidl jedl hřídl
""")
_UM = _words("""
    víz memorand fór centr dat alb referend komunik kvór spektr plén ult maxim minim optim sér kvant addend erát
    cert errat
""")
_IUM = _words("""
    stipend koleg gymnáz méd kritér sympoz akvár planetár konzorc auditor solár konzil evangel privileg prezíd
    territor terár vivár kolokv hel or sanator kompend baptister exerc silenc
""")

# Feminine stems that look masculine, and what ends a feminine stem.
_FEMININE = _words("""
    soch bund gum kříd fakult kapitol řek včel žab hus koz svíček nul lup kapk besed porad zahrad kontrol žalob
    synagog svačin výstav nehod dohod metod rad řad hromad debat anket vět cest not raket planet palet diet teplot
    adres tras kas terás fráz etap map lamp skup knih úloh příloh poloh dráh střech ploch epoch škol vil sil chval
    kamer oper komor opor podpor potřeb slev kapel novel cel změn cen scén stěn směn výměn proměn žen hran bran
    obran ochran stran zón antén kotv trub síl hlav zpráv správ oslav kráv budov smlouv hodnot jednot chalup vod
    sezon sezón korun rán mír jám lip pil brad škod náhod pohod výhod přírod svobod látk bot čepic strof katastrof
    skál hal pyramid fasád arm chodb hr jiskr sestr kostr katedr mzd hvězd brázd jízd postav představ soustav výprav
    úprav příprav přeprav kav trav sláv výzv poptáv mlh třid tříd rezerv konzerv záloh hrůz múz chůz oáz pauz kaus
    fontán brán vrán saun faun kulis mis sprch truhl etud nud placht šacht jacht verand girland promenád kaskád
    pergol konzol stel role múz kos louk muk ruk noh cifr hudb lhůt kart kvót rout brožur kultur procedur pošt sobot
    premiér kariér bariér ér
    sfér atmosfér pomluv přísah schránk chyb ryb vazb skladb vrb hymn slin vin rovin dědin bylin hlín kabin vitrín
    malin turbín rutin medicín
""")
_FEMININE |= _words("""
    klobás skluzavk
    tabulk cedulk teras pradlen
    armád atrap autoškol balustrád banderol barikád bariér bedn bitv blúz bomb burz chalup charakteristik charit
    chat cihl dcer desetin disciplín domén dráh duh dám děr eskapád etap fabrik farm figur flétn form formul front
    garnitur gramatik harf hlav hlín hodin hor hran hrozb hub hudb hvězd hymn ikon informatik iniciativ jahod jedl
    jehl jiskr jizv jám kajut kantýn karikatur kasárn kazet klenb kletb klik klisn kláves kolon komponent komun
    konstant korb korun kostr kresb krůt kvint kytar křivd kůr lavin legend limonád limuzín literatur lokomotiv líp
    maket marmelád matematik mašin metafor mluv mod modlitb motyk mód můr nevěst norm nádob náhrad nálad nápověd
    náprav nástrah návnad nížin obav obžalob odměn odrůd ohrad olympiád omluv opon osad osnov otrav ozdob ozvěn
    palub parád pastv pastvin pedagogik pelerín perl petard plastelín plastik platb plavb pochval podob poem pohrom
    pokut pomst poruch potrav potravin povah pověr pravd princezn prohr propagand prosb próz pyramid předehr
    předmluv přehrad přílb přísad přístavb příčin reform reklam republik revolt rot rubrik rutin rýh salv sekund
    serenád sestav sestr setin sirén skob skvrn slok slz smetan snah sond souprav spartakiád spirál spon sprch spár
    srn stodol stop strav strun stuh střel sum svatb sádr taktik tet tlap trampolin trampolín tribun trub trém tržb
    uniform urn vakcín van variant velryb vidin viol vloh vlád vodárn vran vrstv vzpour váh váz výbav výhr výhrad
    výplat výrob výsad výsadb výstavb výzdob věd zim ztrát zvonohr záhad zálib záplat záplav zásad zásob zástav
    závad závor úhrad úrod útrat útěch úvah čet čokolád čtvrtin řas řep řezb šifr škál štafet štěrbin šál šňůr žatv
    želv žáb žíl žíravin
""")
_FEMININE_END = re.compile(
    rf"(?:(?<![ně])(?<!okamž)ik|and|aun|cht|[{_CONSONANTS}]k|[{_CONSONANTS}]n|[{_CONSONANTS}]b|[rl]m|(?<![áéí])i[tnk]|át?d(?<=ád)|[áa]v|ouv|ěv|áv|[ýóí]z|ur|ot|[oe]d|(?<!á)at|[ůo]v|ativ|ektiv|idiv|mp"
    r"|oh|iz)$"
)
_MASCULINE_STEM = re.compile(
    r"(?:řád|klad|pád|hled|sled|střed|chod|vod|úřad|nápad|západ|odpad|archiv|kov|klub|pohyb|zub|hrob|limit|kredit|profit|audit|tranzit|deficit"
    r"|magazin|trend|obrat|sešit|sloh|batoh|kurz|pohled|přehled|závod|původ|[vř]?[ýí]chod|příchod|[oú]b?chod|pochod"
    r"|návod|odvod|úvod|rozvod|převod|důvod|doprovod|svod|kód)$"
)
# Of stems in -k those that end in -ek: kroužky and balíčky, against přednášky and kartičky.
_MASCULINE_EK = re.compile(
    r"(?:oužk|rožk|(?<!schr)(?<!omalov)[sčl]ánk|íčk|[sbhpt]áčk|dárk|ousk|list?k|lístk|(?<!zást)(?<!d)avk|spěvk|robk|prvk"
    r"|(?:pl|d|st|ň)atk|jetk|bytk|žitk|koutk|sudk|šátk|ulk|(?<!^č)árk|čátk|svátk|drátk|štítk|kvítk|korálk|^celk|ramk|(?:ml|kom|pram|kam|rů)[ýí]nk|(?:al|art|st|zv|amb|tamp)onk|sledk|brázk|vazk|sním[k]|zámk|domk|padk"
    r"|kamínk|ostrůvk|háčk|kopečk|stolk|spolk|řádk|sloupk|šátk|zvonk|hrnk|prášk|oříšk|svazk|ryvk|účink|zámečk|domečk"
    r"|stromk|stromečk|bochánk|pamlsk|výlisk|přívěsk|člunk|klobouk|okamžik|podnětk|zájezdk|víkendk|krámk|potůčk)$"
)
_NOT_FLEETING = _words("""
    švadlen kamer oper potřeb slev kapel novel cel žen cen jmen písmen semen ramen kolen želez jezer vřeten polen
    plemen břemen galer hyen per mez pradlen
""")
_SHORTENED = _pairs("""
    sil:síl děl:díl jam:jám ran:rán krav:kráv děr:dír měr:mír bran:brán vran:vrán drah:dráh smluv:smlouv much:mouch
    chval:chvál jmen:jmén mezd:mzd skal:skál děs:děs bar:bár slam:slám luk:louk muk:mouk
""")
_LONG = {stem: short for short, stem in _SHORTENED.items()}
_IRREGULAR = {
    "obyvatel": ("obyvatelé", "obyvatele", "obyvatel"), "vítěz": ("vítězové", "vítěze", "vítězů"),
    "konzul": ("konzulové", "konzula", "konzulů"), "kouč": ("koučové", "kouče", "koučů"),
    "žokej": ("žokejové", "žokeje", "žokejů"), "král": ("králové", "krále", "králů"),
    "přítel": ("přátelé", "přítele", "přátel"), "kněz": ("kněží", "kněze", "kněží"), "otec": ("otcové", "otce", "otců"),
    "dědeček": ("dědečkové", "dědečka", "dědečků"), "svědek": ("svědkové", "svědka", "svědků"),
}  # fmt: skip
_SHORT_E = _pairs("""
    neděl:neděle košil:košile chvil:chvíle mil:míle lžic:lžíce
""")
_NEUTER_I = re.compile(
    r"(?:[áéěe]n|[eiuy]t|stv|ctv|esil|let|lož|zem|obdob|prostřed|nádraž|pobřež|náměst|předměst|území|zázem|zákout"
    r"|poschod|d|úskal|souhvězd|křoví|narozen)í$"
)
_ADJECTIVAL = re.compile(
    r"(?:oucí|[bčdlmnprsštvzž]ící|ující|ajíc[ií]|ející|[dčvz]čí|mluvčí|rozhodčí|radní|recepční|strážní|lesní|vrátní|průvodčí|krejčí|dozorčí|účetní|chozí|domácí|blízcí)$"
)
_KOLEGA = _pairs("""
    kolega:kolegové starosta:starostové předseda:předsedové místopředseda:místopředsedové
    místostarosta:místostarostové vévoda:vévodové sluha:sluhové hrdina:hrdinové tajemníka:tajemníkové táta:tátové
    strýček:strýčkové
""")
_OVE = re.compile(
    r"(?:log|graf|nom|gog|soch|ged|chirurg|filozof|fotograf|děd|syn|šéf|Rom|ekonom|astronom|agronom|psycholog)$"
)
_NE = re.compile(r"(?:[čjšžřťv]an|manžel|soused|andel|host|žid|křesťan|Slovan|zeman|anděl|vítěz)$")
_SURE_PEOPLE_END = re.compile(
    r"(?:ník|ák|rand|[áa]ř|[áa]č|.[ea]č|.ěč|ič|tel|ant|ent|ior|[tsz]or|[bcdhlmnprvřž]ec|log|gog|urg|ér|iatr|onom|eut"
    r"|[čjšžř]an|[čžcbg]er|nýr|alír|týr|[gkv]an|tlet|(?:histor|opt|techn|mechan|botan|elektron|keram|polit|krit|fyz|chem|matemat|akadem|katol|alkohol|diabet|graf|dram|analyt|romant|fanat)ik)$"
)
_DEVICE = re.compile(  # they do, but nobody is meant: respirátor, generátor
    r"(?:lyz|spir|kub|ner|di|til|ter[n]|umul|kul|form|iliz|hal|bril|gul|par|kond|izol|odor|ultiv|frig|vibr|mul)átor$"
)


_HOOKED = {"ňk": "něk", "ďk": "děk", "ťk": "těk"}


def _fleeting(stem: str) -> str:
    """A stem without an ending, with the e that eases what could not be said: přednášk -> přednášek."""
    if stem in _LONG:
        return _LONG[stem]
    if stem.endswith("cht"):  # plachet, jachet
        return stem[:-1] + "et"
    hard = len(stem) > 1 and stem[-1] in "knlrmvbc" and stem[-2] in _CONSONANTS
    eased = hard and not re.search(r"(?:[rlň]v(?<!barv|larv)|mb|ch|st[vk]_)$", stem)
    if eased:
        return (
            stem[:-1].replace("ň", "n") + "e" + stem[-1] if stem[-2:] not in _HOOKED else stem[:-2] + _HOOKED[stem[-2:]]
        )
    return stem


def _is_eased(word: str) -> bool:
    """Whether a word with an e before its end has no other ending: přednášek and hesel, not cizinec or festival."""
    if word.endswith("em"):
        return word.endswith(("rem", "lem"))
    neuter = word.endswith("el") and _NEUTER_STEM.search(word[:-2] + "l")
    if _unfleeting(word) in _FEMININE | _NEUTER_O:
        return True
    return (
        word not in _FLEETING
        and word not in _THINGS | _PEOPLE
        and (bool(neuter) or not word.endswith(("ec", "el", "er")))
    )


def _unfleeting(word: str) -> str:
    """The stem of a word without an ending: přednášek -> přednášk, besed -> besed."""
    if word in _SHORTENED:
        return _SHORTENED[word]
    if word.endswith(("něk", "děk", "těk")):
        return word[:-3] + {"n": "ň", "d": "ď", "t": "ť"}[word[-3]] + "k"
    if word.endswith("chet"):
        return word[:-2] + "t"
    eased = re.search(rf"[{_CONSONANTS}](e)[knlrmvbc]$", word)
    syllables = len(re.findall(rf"[{_VOWELS}]+", word))
    if eased and word not in _NOT_FLEETING and (syllables > 1 or word in ("her", "")):
        return word[: eased.start(1)] + word[-1]
    return word


# How each pattern goes, from its first form.


def _thing(lemma: str) -> Noun:
    stem = _masculine_stem(lemma)
    if stem[-1] in _SOFT or lemma in ("kotel", "pytel", "ukazatel", "jmenovatel", "cíl"):
        soft = _softly(stem, "e")
        return Noun(lemma, soft, soft, stem.replace("ď", "d") + "ů", "m")
    part = stem + ("a" if lemma in _IN_A else "u")
    return Noun(lemma, stem + "y", part, stem + "ů", "m")


def _masculine_stem(lemma: str) -> str:
    if lemma in _FLEETING:
        return _FLEETING[lemma]
    if re.search(rf"[{_CONSONANTS}]e[kc]$", lemma) and lemma not in (
        "oblek",
        "šek",
        "flek",
        "skřek",
        "člověk",
        "blek",
        "dotek",
    ):
        return lemma[:-2] + lemma[-1]
    if lemma in _LATIN:
        return lemma[:-2]
    return lemma


def _softly(stem: str, ending: str) -> str:
    """A stem before -e: ď, ť, ň give their hook to the ending."""
    hooks = {"ď": "d", "ť": "t", "ň": "n"}
    return stem[:-1] + hooks[stem[-1]] + "ě" if stem[-1] in hooks else stem + ending


_SOFTENED = {"k": "c", "h": "z", "r": "ř", "g": "z"}


def _person(lemma: str) -> Noun:
    if lemma.endswith("a"):  # specialista, kolega
        stem = lemma[:-1]
        few = _KOLEGA.get(lemma) or (stem + "é" if lemma.endswith(("ista", "asta", "ita")) else stem + "ové")
        return Noun(lemma, few, stem + "y", stem + "ů", "a")
    if lemma.endswith("e"):  # průvodce
        return Noun(lemma, lemma[:-1] + "i", lemma, lemma[:-1] + "ů", "a")
    if lemma in _IRREGULAR:
        return Noun(lemma, *_IRREGULAR[lemma], "a")
    stem = _masculine_stem(lemma)
    if lemma.endswith("tel"):
        return Noun(lemma, lemma + "é", lemma + "e", lemma + "ů", "a")
    part = _softly(stem, "e") if stem[-1] in _SOFT else stem + "a"
    if _OVE.search(lemma):
        few = stem + "ové"
    elif _NE.search(lemma):
        few = stem + "é"
    elif stem.endswith("ch"):
        few = stem[:-2] + "ši"
    elif stem[-1] in _SOFTENED and not lemma.endswith("ř"):
        few = stem[:-1] + _SOFTENED[stem[-1]] + "i"
    else:
        few = stem.replace("ň", "n").replace("ď", "d") + "i"
    return Noun(lemma, few, part, stem + "ů", "a")


def _feminine_a(lemma: str) -> Noun:
    stem = lemma[:-1]
    return Noun(lemma, stem + "y", stem + "y", _fleeting(stem), "f")


def _feminine_e(lemma: str) -> Noun:
    stem = lemma[:-1]
    if lemma.endswith(("ice", "íce")) or lemma in ("neděle", "košile", "chvíle", "míle"):
        many = {"chvíle": "chvil", "míle": "mil", "lžíce": "lžic"}.get(lemma, stem)
    elif lemma.endswith("yně") and lemma not in ("kuchyně", "jeskyně"):
        many = stem[:-1] + "ň"
    else:
        many = stem + "í"
    return Noun(lemma, lemma, lemma, many, "f")


def _feminine_bare(lemma: str) -> Noun:
    stem = _PISEN_STEMS.get(lemma, lemma)
    if lemma in _LIKE_KOST or _COMPOUND.search(lemma) or (lemma.endswith("ost") and lemma not in ("host", "most")):
        return Noun(lemma, stem + "i", stem + "i", stem + "í", "f")
    hooked = lemma[-1] in "ďťň"
    few = stem + ("ě" if hooked else "e")
    part = stem + "i" if lemma in ("pouť", "trať", "chuť", "loď", "čtvrť", "labuť", "huť", "suť", "niť", "zeď") else few
    few = stem + "i" if lemma in ("zeď",) else few
    return Noun(lemma, few, part, stem + "í", "f")


def _neuter(lemma: str) -> Noun:
    if lemma.endswith("í"):
        return Noun(lemma, lemma, lemma, lemma, "n")
    if lemma.endswith(("ium", "eum", "io", "eo")):
        stem = lemma[:-2] if lemma.endswith("um") else lemma[:-1]
        return Noun(lemma, stem + "a", stem + "a", stem + "í", "n")
    if lemma.endswith("um"):
        return Noun(lemma, lemma[:-2] + "a", lemma[:-2] + "a", _fleeting(lemma[:-2]), "n")
    if lemma.endswith("ma"):  # téma
        return Noun(lemma, lemma + "ta", lemma + "tu", lemma + "t", "n")
    if lemma in _LIKE_KURE:
        stem = lemma[:-1].replace("ď", "d")
        hooked = lemma.endswith("ě")
        plural = stem[:-1] + {"d": "ď", "t": "ť", "n": "ň"}.get(stem[-1], stem[-1]) if hooked else stem
        return Noun(lemma, plural + "ata", stem + ("ěte" if hooked else "ete"), plural + "at", "n")
    if lemma.endswith("iště"):
        return Noun(lemma, lemma, lemma, lemma[:-2] + "ť", "n")
    if lemma[-1] in "eě":
        return Noun(lemma, lemma, lemma, {"vejce": "vajec"}.get(lemma, lemma[:-1] + "í"), "n")
    stem = lemma[:-1]
    return Noun(lemma, stem + "a", stem + "a", _fleeting(stem), "n")


def _adjectival(lemma: str) -> Noun:
    """vedoucí, dospělý: nouns that go like adjectives"""
    if lemma.endswith("í"):
        return Noun(lemma, lemma, lemma + "ho", lemma + "ch", "a")
    stem = lemma[:-1]
    soft = re.sub(r"sk$", "št", re.sub(r"ck$", "čt", re.sub(r"r$", "ř", stem)))
    return Noun(lemma, soft + "í", stem + "ého", stem + "ých", "a")


# What the first form is, from another one.


_INN = re.compile(
    r"(?:host|sirotč|chudob|starob|bláz|porod|nalez|špit|zvěř|trest|kurn|klád|pes|kočič|holub|včel)[iíe]nec$"
)


def _is_person(lemma: str) -> bool:
    if lemma in _THINGS or (_DEVICE.search(lemma) and lemma not in _PEOPLE):
        return False
    if _INN.search(lemma):
        return False
    if lemma in _PEOPLE or lemma.endswith(("ista", "tel")):
        return True
    return _SURE_PEOPLE_END.search(lemma) is not None or lemma[0].isupper()


def _masculine(stem: str) -> Noun:
    """From the stem behind which the endings of masculine nouns stand: kroužk, účastník, průvodc, specialist."""
    if stem in _UNFLEETING:
        lemma = _UNFLEETING[stem]
    elif stem + "a" in _KOLEGA or (stem.endswith("ist") and len(stem) > 5 and not stem.endswith("plist")):
        return _person(stem + "a")
    elif stem.endswith("c") and _MASCULINE_E.search(stem + "e") and stem[:-1] + "ec" not in _PEOPLE | _THINGS:
        return _person(stem + "e")
    elif stem.endswith("c") and stem[-2:-1] in set(_CONSONANTS):
        lemma = stem[:-1] + "ec"
        return _thing(lemma) if lemma in _THINGS else _person(lemma)
    elif stem.endswith("k") and stem[-2:-1] in set(_CONSONANTS) and not _keeps_k(stem):
        lemma = stem[:-1] + "ek"
        return _person(lemma) if lemma in _PEOPLE else _thing(lemma)
    elif stem + "us" in _LATIN:
        lemma = stem + "us"
    else:
        lemma = stem
    return _person(lemma) if _is_person(lemma) else _thing(lemma)


def _keeps_k(stem: str) -> bool:
    """výtisk, potlesk and výprask, against kousek and pásek"""
    return stem in _KEPT_K or re.search(r"(?<![ou])[aieou]sk$", stem) is not None


def _hard_gender(stem: str) -> str:
    """f, n or m of a stem behind which a hard ending stands or none."""
    if stem in _FEMININE:
        return "f"
    if stem in _NEUTER_O or (_NEUTER_STEM.search(stem) and stem not in _NOT_NEUTER_STEM):
        return "n"
    if stem in _THINGS or _MASCULINE_STEM.search(stem) or (stem.endswith("k") and stem[:-1] + "ek" in _THINGS):
        return "m"
    if stem.endswith("k") and stem[-2:-1] in set(_CONSONANTS):
        return (
            "m"
            if _MASCULINE_EK.search(stem)
            or (_keeps_k(stem) and not stem.endswith("sk"))
            or stem.endswith(("ask", "esk"))
            else "f"
        )
    return "f" if _FEMININE_END.search(stem) else "m"


def _hard(stem: str, *, masculine: bool = True) -> Noun:
    gender = _hard_gender(stem)
    if gender == "n":
        if stem in _UM:
            return _neuter(stem + "um")
        return _neuter(stem + "o")
    if gender == "f" or not masculine:
        return _feminine_a(stem + "a")
    return _masculine(stem)


Table = list[tuple[str, Callable[[str], Noun | None]]]


def _by_ending(word: str, table: Table) -> Noun | None:
    """What the first ending of a table that fits makes of the stem before it."""
    return next(
        (back(word.removesuffix(end)) for end, back in table if word.endswith(end) and len(word) > len(end) + 1), None
    )


_GENITIVES: Table = [
    ("ů", lambda stem: _masculine(stem)),
    ("ých", lambda stem: _adjectival(stem + "ý")),
    ("ích", lambda stem: _adjectival(stem + "í")),
    ("í", lambda stem: _soft_plural(stem)),
    ("išť", lambda stem: _neuter(stem + "iště")),
    ("ic", lambda stem: _feminine_e(stem + "ice")),
    ("yň", lambda stem: _feminine_e(stem + "yně")),
    ("émat", lambda stem: _neuter(stem + "éma")),
]


def _from_genitive_plural(word: str) -> Noun | None:
    """From the fifth form: kurzů, besed, přednášek, stáží, hřišť, knihovnic, zvířat"""
    if word in _SHORT_E:
        return _feminine_e(_SHORT_E[word])
    young = next((noun for noun in map(_neuter, sorted(_LIKE_KURE)) if noun.many == word), None)
    found = young or _by_ending(word, _GENITIVES)
    if found or word[-1] not in _CONSONANTS:
        return found
    stem = _unfleeting(word)
    return _neuter(stem + "um") if stem in _UM else _hard(stem, masculine=False)


def _soft_plural(stem: str) -> Noun | None:
    """From the stem before -í of the fifth form: stáž, akc, část, setkán, muze, stipendi."""
    whole = stem + "í"
    bare = next((lemma for lemma, own in _PISEN_STEMS.items() if own == stem), stem)
    if bare in _LIKE_KOST or bare in _LIKE_PISEN or _COMPOUND.search(bare) or bare.endswith("ost"):
        return _feminine_bare(bare)
    if stem.endswith("e"):
        return _neuter(stem + "um") if stem not in ("vide",) else _neuter("video")
    if stem.endswith("i"):
        if stem[:-1] in _IUM:
            return _neuter(stem + "um")
        return _neuter(stem + "o") if stem == "rádi" else _feminine_e(stem + "e")
    if _NEUTER_I.search(whole):
        return _neuter(whole)
    if stem.endswith(("áž", "ěž", "ež", "áč", "ář", "eč", "oř")):
        return _feminine_bare(stem)
    if stem.endswith("st"):
        return _feminine_bare(stem) if stem in _LIKE_KOST else _neuter(whole)
    if stem in ("moř", "pol", "srdc", "slunc"):
        return _neuter(stem + "e")
    if stem.endswith(("n", "t", "d")):
        return _feminine_e(stem + "ě")
    return _feminine_e(stem + "e")


_FIRST: Table = [
    *((end, lambda stem, end=end: _neuter(stem + end)) for end in ("um", "iště", "éma", "o")),
    ("ista", lambda stem: _person(stem + "ista")),
    ("a", lambda stem: _person(stem + "a") if stem + "a" in _KOLEGA else _feminine_a(stem + "a")),
    *((end, lambda stem, end=end: _first_e(stem + end)) for end in "eě"),
    ("í", lambda stem: _neuter(stem + "í") if _NEUTER_I.search(stem + "í") else _adjectival(stem + "í")),
    ("ý", lambda stem: _adjectival(stem + "ý")),
    *((end, lambda stem, end=end: _feminine_bare(stem + end)) for end in ("áž", "ěž", "éž")),
]


def _first_e(word: str) -> Noun:
    if word in _LIKE_KURE or word in _LIKE_MORE:
        return _neuter(word)
    is_person = _MASCULINE_E.search(word) and word not in _NOT_MASCULINE_E
    return _person(word) if is_person else _feminine_e(word)


def _from_first(word: str) -> Noun | None:
    """From the first form itself."""
    if word.endswith("á"):  # dovolená, hospodská
        return Noun(word, word[:-1] + "é", word[:-1] + "é", word[:-1] + "ých", "f")
    if (
        word in _LIKE_KOST
        or word in _LIKE_PISEN
        or _COMPOUND.search(word)
        or (word.endswith("ost") and word not in ("host", "most"))
    ):
        return _feminine_bare(word)
    if word in _THINGS:
        return _thing(word)
    found = _by_ending(word, _FIRST)
    if found is None and word[-1] in _CONSONANTS:
        found = _person(word) if _is_person(word) else _thing(word)
    return found


def _soft_case(stem: str) -> Noun | None:
    """jeviští, kancelářích, stáncích, dotaznících, setkáních"""
    if stem.endswith("išt"):
        return _neuter(stem + "ě")
    if stem.endswith("c") and stem[-2:-1] in ("í", "á", "n", "ž", "t", "č", "l", "d"):
        if stem.endswith(("enc", "anc")):
            return _soft_plural(stem)
        return _masculine(stem[:-1] + "k")
    if re.search(r"[áéěe]n$|stv$|ctv$", stem):
        return _neuter(stem + "í")
    bare = next((lemma for lemma, own in _PISEN_STEMS.items() if own == stem), stem)
    if bare in _LIKE_KOST or bare in _LIKE_PISEN:
        return _feminine_bare(bare)
    if stem.endswith(("ář", "áč", "aj", "oj", "ej")):
        return _masculine(stem)
    return _soft_plural(stem)


_MASCULINE_SOFT = ("tel", "áč", "ič", "ř", "oj", "aj", "nec", "vec", "lec")


def _nominative_e(stem: str) -> Noun | None:
    """-e and -ě of the second form: stáže, akce, semináře, ředitele, kotle, hřiště, sítě"""
    bare = next((lemma for lemma, own in _PISEN_STEMS.items() if own == stem), stem)
    if bare in _LIKE_PISEN or stem.endswith(("áž", "ěž", "ež")):
        return _feminine_bare(bare)
    if stem in ("večeř", "bouř", "zář", "pář"):
        return _feminine_e(stem + "e")
    if stem[:-1] + "ec" in _THINGS or (stem in _UNFLEETING and stem.endswith("tl")):
        return _masculine(stem)
    if stem.endswith("išt"):
        return _neuter(stem + "ě")
    agent = stem.endswith("c") and _MASCULINE_E.search(stem + "e") and stem + "e" not in _NOT_MASCULINE_E
    cizinec = stem.endswith("nc") and not stem.endswith(("enc", "anc", "minc"))
    if agent or cizinec or stem.endswith(_MASCULINE_SOFT) or stem in _THINGS:
        return _masculine(stem)
    return _feminine_e(stem + ("ě" if stem[-1] in "dtnbpvm" else "e"))


def _person_plural(stem: str) -> Noun | None:
    """-i of the second form: studenti, úředníci, lektoři, části, Češi, průvodci"""
    if stem in _LIKE_KOST or _COMPOUND.search(stem) or stem.endswith("ost"):
        return _feminine_bare(stem)
    bare = next((lemma for lemma, own in _PISEN_STEMS.items() if own == stem), stem)
    if bare in _LIKE_KOST or bare in _LIKE_PISEN:
        return _feminine_bare(bare)
    if stem.endswith(("íc", "ic", "ác", "uc", "ňác")):
        return _person(stem[:-1] + "k")
    if stem.endswith("ř") and not stem.endswith(("ář", "íř")) and stem + "" not in _PEOPLE:
        lemma = stem[:-1] + "r"
        known = re.search(r"(?:[oeéáý]r|tr)$", lemma) and not stem.endswith(("ař",))
        return _person(lemma) if known else _person(stem)
    if stem.endswith("c") and (stem[:-1] + "ec" in _PEOPLE or not _MASCULINE_E.search(stem + "e")):
        return _person(stem[:-1] + "ec")
    if stem.endswith("c"):
        return _person(stem + "e")
    return _person(stem)


def _y_plural(stem: str) -> Noun | None:
    if _is_person(stem) and stem not in _FEMININE:
        return _masculine(stem)
    if stem.endswith("ist") and len(stem) > 5:
        return _person(stem + "a")
    if _hard_gender(stem) == "n":  # "městy": with towns; as a second form it is no neuter
        return _neuter(stem + "o")
    return _hard(stem)


def _young(stem: str) -> Noun | None:
    return next((noun for noun in map(_neuter, sorted(_LIKE_KURE)) if noun.few == stem + "ata"), None) or _neuter_a(
        stem + "at"
    )


def _neuter_a(stem: str) -> Noun | None:
    if stem.endswith(("i", "e")) and stem not in ("vide", "rádi", "studi"):
        return _neuter(stem + "um")
    return _neuter(stem + ("um" if stem in _UM else "o"))


_CASES: Table = [
    ("ata", lambda stem: _young(stem)),
    ("ostmi", lambda stem: _feminine_bare(stem + "ost")),
    ("ové", lambda stem: _person(stem + "a") if stem + "a" in _KOLEGA else _person(stem)),
    ("isté", lambda stem: _person(stem + "ista")),
    ("telé", lambda stem: _person(stem + "tel")),
    ("ách", lambda stem: _hard(stem, masculine=False)),
    ("ami", lambda stem: _hard(stem, masculine=False)),
    ("ám", lambda stem: _hard(stem, masculine=False)),
    ("emi", _nominative_e),
    ("ěmi", _nominative_e),
    ("ech", lambda stem: _hard(stem) if _hard_gender(stem) != "f" else _masculine(stem)),
    ("ých", lambda stem: _adjectival(stem + "ý")),
    ("ými", lambda stem: _adjectival(stem + "ý")),
    ("ím", _soft_case),
    ("ích", lambda stem: _adjectival(stem + "í") if _ADJECTIVAL.search(stem + "í") else _soft_case(stem)),
    ("ími", _soft_case),
    ("ům", lambda stem: _neuter(stem + "o") if _hard_gender(stem) == "n" else _masculine(stem)),
    ("ů", _masculine),
    ("y", _y_plural),
    ("a", _neuter_a),
    ("i", _person_plural),
    ("é", lambda stem: _person(stem) if _NE.search(stem) else None),
    ("e", _nominative_e),
    ("ě", _nominative_e),
]


def _from_one(word: str) -> Noun | None:
    """Behind "jeden" in any case: jednu dohodu, jednoho mentora, jednoho ředitele, jedním kurzem."""
    if word[-1] in _CONSONANTS or word[-1] in "oaíý":
        person = word[:-1]
        if word.endswith("ika") and person not in _PEOPLE and not _SURE_PEOPLE_END.search(person):
            return _feminine_a(word)
        if (
            word.endswith("a")
            and person not in _FEMININE
            and (_SURE_PEOPLE_END.search(person) or person in _PEOPLE)
            and person not in _THINGS
        ):
            return _person(person)
        if word.endswith("ka") and _is_person(person[:-1] + "ek"):
            return _person(person[:-1] + "ek")
        if word.endswith("em") and word not in _THINGS and word not in _FLEETING:
            return _masculine(word[:-2])
        return _from_first(word)
    if word.endswith("ou"):
        return _hard(word[:-2], masculine=False)
    if word.endswith("u"):  # "jednu burzu"; "jednoho kurzu" is what hardly anybody writes
        stem = word[:-1]
        is_thing = stem in _THINGS or _MASCULINE_STEM.search(stem) or _hard_gender(stem) == "n"
        return _hard(stem) if is_thing else _feminine_a(stem + "a")
    if word.endswith("i"):
        return _nominative_e(word[:-1])
    if word.endswith("tele"):
        return _person(word[:-1])
    return _from_first(word)


_SEVERAL_STEMS = {form: _person(lemma) for lemma, forms in _IRREGULAR.items() for form in forms}
_SEVERAL_STEMS |= {"vajec": _neuter("vejce"), "dní": _thing("den")}
# Behind five these are no genitives: "v šesti bytech", "o pěti školách"; but "pět střech".
_OBLIQUE = re.compile(r"(?:ách|(?<!stř)ech|[cčšžřňtdn]ích|ům|ám|ami|emi|ěmi)$")


@lru_cache(maxsize=2000)
def decline(word: str, number: Number | None = None) -> Noun | None:
    """The noun that a word is a form of; None where nothing can be said. `number` says what number stands before it;
    without one the word is taken as its first form or, where it cannot be that, as a plural."""
    low = word if word[:1].isupper() and word[1:].islower() else word.lower()
    if len(low) < 3 or not low.isalpha():
        return None
    if low in _SEVERAL_STEMS:
        return _SEVERAL_STEMS[low]
    if number is Number.MANY:
        if _OBLIQUE.search(low):
            return _by_ending(low, _CASES)
        return _from_genitive_plural(low) or _by_ending(low, _CASES)
    if number is Number.ONE:
        return _from_one(low)
    if low[-1] == "í" and low not in _LIKE_KOST:
        return _adjectival(low) if _ADJECTIVAL.search(low) else _from_genitive_plural(low)
    if number is Number.FEW:
        return _by_ending(low, _CASES) or _from_genitive_plural(low)
    if low.endswith(("ů", "ých", "ích", "ách", "ech", "ami", "emi", "ům", "ám", "y")):
        return _by_ending(low, _CASES) or _from_first(low)
    return _from_genitive_plural(low) if _is_genitive(low) else _from_first(low)


def _is_genitive(word: str) -> bool:
    """Whether a word that nothing stands before has lost its ending: besed, přednášek, knihovnic; not koncert."""
    if word[-1] not in _CONSONANTS or word in _FLEETING or word in _LIKE_PISEN or word in _LIKE_KOST:
        return False
    if _unfleeting(word) != word and _is_eased(word):
        return not (word.endswith("ek") and (word in _THINGS or _MASCULINE_EK.search(word[:-2] + "k")))
    bare = _hard_gender(word) in "fn" or word.endswith(("ic", "yň", "išť", "čat", "řat")) or word in _SHORT_E
    return bare and (word in _FEMININE or not _is_person(word))
